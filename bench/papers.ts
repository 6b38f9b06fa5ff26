// A decision over many with its list: how long filling and drawing it takes, how many pages it has, and the memory of the
// process that does it. Needs neither database nor server.
import { decisionOver } from './lib/papers-data.ts'
import { Renderer } from '../activities/papers/renderer.ts'
import type { Figure } from './lib/ground.ts'

/** A decision with so many units. */
export async function papers(say: (line: string) => void, units: number): Promise<readonly Figure[]> {
  const renderer = new Renderer()
  try {
    const template = await renderer.ask({ do: 'build', kind: 'decision' })
    const begun = performance.now()
    const made = await renderer.ask({
      do: 'render',
      template,
      data: decisionOver(units),
      draft: false,
      pdf: true,
    })
    const seconds = (performance.now() - begun) / 1000
    const peak = made.memory
    say(
      `${units} units: ${made.pages} pages, ${(made.docx.length / 1e6).toFixed(1)} MB DOCX, ${((made.pdf?.length ?? 0) / 1e6).toFixed(1)} MB PDF`,
    )
    return [
      {
        what: `decision over ${units} units, DOCX and PDF`,
        seen: `${seconds.toFixed(1)} s`,
        aim: '≤ 60 s',
        met: seconds <= 60,
      },
      { what: 'pages of it', seen: String(made.pages), aim: 'all', met: made.pages > units / 60 },
      {
        what: 'memory of the process that makes it',
        seen: `${(peak / 2 ** 20).toFixed(0)} MiB`,
        aim: '≤ 1500 MiB',
        met: peak / 2 ** 20 <= 1500,
      },
    ]
  } finally {
    await renderer.close()
  }
}
