// `npm run web:build`: the web application in dist/web, made anew where its sources have changed.
import { WEB_DIR, ensureWeb } from './servers/web.ts'

ensureWeb((line) => console.log(line)).then(
  () => console.log(`Web: ready in ${WEB_DIR}`),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  },
)
