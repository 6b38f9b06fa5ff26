// One site for all tests in a browser, and the browser's program: the machine's own, else the one that comes from npm.
import type { TestProject } from 'vitest/node'
import { findBrowser } from '../web/support/browser-program.ts'
import { startSite } from '../web/support/site.ts'

declare module 'vitest' {
  interface ProvidedContext {
    siteUrl: string
    siteDatabaseUrl: string
    browserProgram: string
    browserArguments: string[]
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const [site, browser] = await Promise.all([startSite(), findBrowser()])
  project.provide('siteUrl', site.url)
  project.provide('siteDatabaseUrl', site.databaseUrl)
  project.provide('browserProgram', browser.program)
  project.provide('browserArguments', [...browser.arguments])
  return site.stop
}
