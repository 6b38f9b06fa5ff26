// Every page of administrators.
import { describePages } from './support/every-page.ts'
import { ADMIN_EXAMPLES, findExamples, isAdmin } from './support/examples.ts'

await describePages('every page of administrators', isAdmin, ADMIN_EXAMPLES, findExamples)
