// Files that pages hand over.
import { readFile } from 'node:fs/promises'
import type { Person } from './browser.ts'

/** What a button or link hands over. */
export async function downloaded(
  { page }: Pick<Person, 'page'>,
  name: string | RegExp,
): Promise<{ name: string; bytes: Buffer }> {
  const file = page.waitForEvent('download')
  await page.getByRole('button', { name }).or(page.getByRole('link', { name })).first().click()
  const download = await file
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) }
}
