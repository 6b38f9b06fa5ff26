// The public names of the time rules: dates and instants, the holiday table, due rules, the clock's pauses,
// receipts, the stepped clock, and the simulation of a year.
export * from './civil.ts'
export * from './calendar.ts'
export * from './holidays.ts'
export * from './due.ts'
export * from './clock-rules.ts'
export * from './receipt.ts'
export * from './stepped.ts'
export * from './notices.ts'
export * from './simulate.ts'
export * from './simulate-diff.ts'
