// Evaluated once in a worker's sandbox, before any run. The sandbox captures a stack for every promise, to answer queries
// for a run's stack; the nearest frames name the waiting place, and the rest cost a tenth of the worker's time.
Error.stackTraceLimit = 2

export {}
