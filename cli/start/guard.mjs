// Loaded before each program that `npm start` runs: when the supervisor is gone (even by kill -9), the program ends too,
// gently at first. Without it, worker and API would live on without anybody to restart or stop them. Plain JavaScript,
// because the program's own threads load it as well, without a compiler.
import { isMainThread } from 'node:worker_threads'

const GENTLE_LIMIT_MS = 15_000

if (isMainThread) {
  process.once('disconnect', () => {
    process.kill(process.pid, 'SIGTERM')
    setTimeout(() => process.exit(1), GENTLE_LIMIT_MS).unref()
  })
  // Listening must not keep a program alive that has nothing more to do.
  process.channel?.unref()
}
