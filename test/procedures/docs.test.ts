// The generated pages are what the data says today, and their diagrams name only what exists.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { PROCEDURES } from '../../procedures/index.ts'
import { pages } from '../../tools/docs/pages.ts'

const ROOT = join(import.meta.dirname, '../..')

describe('the generated pages', () => {
  it.each(pages().map(({ path, text }) => [path, text] as const))(
    '%s is fresh: run `npm run docs` when it is not',
    (path, text) => {
      expect(readFileSync(join(ROOT, path), 'utf8')).toBe(text)
    },
  )

  it.each(PROCEDURES.map((procedure) => [procedure.id, procedure] as const))(
    'the page of %s draws every path with every step and explains every setting',
    (id, procedure) => {
      const text = pages().find(({ path }) => path.endsWith(`/${id}.md`))?.text ?? ''
      const diagrams = text.match(/```mermaid\n[^`]*```/g) ?? []
      expect(diagrams).toHaveLength(procedure.paths.length)
      procedure.paths.forEach((path, index) => {
        for (const step of path.steps) expect(diagrams[index]).toContain(`  ${step}["`)
      })
      for (const setting of procedure.settings) expect(text).toContain(setting.why)
      for (const step of procedure.steps) expect(text).toContain(`### ${step.vi} (\`${step.id}\`)`)
    },
  )

  it('draws arrows between nodes that are declared, and to no other', () => {
    for (const { text } of pages()) {
      for (const diagram of text.match(/```mermaid\n[^`]*```/g) ?? []) {
        const declared = [...diagram.matchAll(/^ {2}(\w+)[[(]/gm)].map(([, name]) => name)
        const used = [...diagram.matchAll(/^ {2}(\w+) \S+\|[^|]+\| (\w+)$/gm)].flatMap(([, from, to]) => [
          from,
          to,
        ])
        expect(used.length).toBeGreaterThan(0)
        expect(used.filter((name) => !declared.includes(name))).toEqual([])
      }
    }
  })
})
