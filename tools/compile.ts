// Compiles programs of ours beforehand, named by their paths from the root: for images whose processes may not write there.
import { compiled } from '../compiled.ts'

for (const program of process.argv.slice(2)) {
  const { file } = await compiled(program)
  process.stdout.write(`${program}: ${file}\n`)
}
