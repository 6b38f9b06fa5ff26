// Large files on their way in pieces: where each began, and a connection that breaks under some of them.
import type { Page } from 'playwright-core'

/** Notes where pieces begin, and breaks the connection under those that are asked for. */
export async function watchPieces(page: Page, breaks: (nth: number) => boolean): Promise<readonly number[]> {
  const offsets: number[] = []
  await page.route(/\/uploads\/[^?]+\?/u, async (route) => {
    offsets.push(Number(new URL(route.request().url()).searchParams.get('offset')))
    if (breaks(offsets.length)) await route.abort('connectionreset')
    else await route.continue()
  })
  return offsets
}
