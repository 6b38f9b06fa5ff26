// Evaluated once in a worker's sandbox, before any run. The sandbox captures a stack for every promise, to answer queries
// for a run's stack. In a profile whole stacks took an eighth of a worker's time; the nearest frames name the waiting place.
Error.stackTraceLimit = 2

export {}
