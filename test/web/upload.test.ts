// Files on their way: dropped onto the form, sent in pieces, gone on with where the connection broke and after the page was
// closed, and refused with a reason when they are nothing that is taken.
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../cli/servers/temporaryFolder.ts'
import { aPerson, expectAccessible, expectFits, expectNoFaults } from './support/browser.ts'
import type { Person } from './support/browser.ts'
import { aCampaignOf, aPdf } from './support/builders.ts'
import { watchPieces } from './support/pieces.ts'

const LABEL = 'Bản đăng ký thi đua'
const people: Person[] = []
afterEach(async () => {
  for (const one of people.splice(0)) await one.leave()
})

const folder = temporaryFolder('uploads')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The path of a file of two and a half million bytes. */
function large(name: string): string {
  const path = join(folder, name)
  writeFileSync(path, Buffer.concat([aPdf(name).buffer, Buffer.alloc(2_500_000, name)]))
  return path
}

async function openForm(): Promise<Person> {
  const person = await aPerson('doanhnghiep4.truong', { width: 360, height: 740 })
  people.push(person)
  const campaign = await aCampaignOf(person, 'thi-dua')
  const me = await person.context.request.get('/api/v1/me')
  const { posts } = (await me.json()) as { posts: { officeId: string }[] }
  await person.open(`/dang-ky/${campaign}/${posts[0]?.officeId ?? ''}`)
  await person.page.getByRole('group', { name: LABEL, exact: true }).waitFor()
  return person
}

describe('a large file', () => {
  it('goes on where the connection broke, and after the page was closed', async () => {
    const person = await openForm()
    const { page } = person
    const group = page.getByRole('group', { name: LABEL, exact: true })
    const offsets = await watchPieces(page, (nth) => nth === 2)
    await group.locator('input[type=file]').first().setInputFiles(large('dang-ky-lon.pdf'))
    await group.getByText('Đang chờ kết nối, sẽ tự gửi tiếp.').waitFor()
    await expectAccessible(person)
    await expectFits(person)
    await page.evaluate('window.dispatchEvent(new Event("online"))')
    await group.getByRole('link', { name: 'dang-ky-lon.pdf' }).waitFor()
    expect(offsets).toEqual([0, 1_000_000, 1_000_000, 2_000_000])
    await page.unrouteAll()
    const again = large('dang-ky-hai.pdf')
    const before = await watchPieces(page, (nth) => nth > 1)
    await group.locator('input[type=file]').first().setInputFiles(again)
    await group.getByText('Đang chờ kết nối, sẽ tự gửi tiếp.').waitFor()
    expect(before).toEqual([0, 1_000_000])
    await page.unrouteAll()
    await page.reload()
    await group.waitFor()
    const after = await watchPieces(page, () => false)
    await group.locator('input[type=file]').first().setInputFiles(again)
    await group.getByRole('link', { name: 'dang-ky-hai.pdf' }).waitFor()
    expect(after).toEqual([1_000_000, 2_000_000])
    expectNoFaults(person)
  })
})

describe('a file that is dropped', () => {
  it('is taken, and one of a wrong kind is refused with what to do', async () => {
    const person = await openForm()
    const { page } = person
    const group = page.getByRole('group', { name: LABEL, exact: true })
    const drop = async (name: string, text: string): Promise<void> => {
      const transfer = await page.evaluateHandle(
        `(() => { const all = new DataTransfer(); all.items.add(new File([${JSON.stringify(text)}], ${JSON.stringify(name)})); return all })()`,
      )
      await group.dispatchEvent('drop', { dataTransfer: transfer })
    }
    await drop('keo-tha.pdf', aPdf('keo-tha.pdf').buffer.toString('utf8'))
    await group.getByRole('link', { name: 'keo-tha.pdf' }).waitFor()
    await drop('trang.pdf', '<html><script>alert(1)</script></html>')
    await group.getByRole('alert').waitFor()
    await expectAccessible(person)
    await group.getByRole('button', { name: 'Thôi tải trang.pdf' }).click()
    await group.getByRole('alert').waitFor({ state: 'detached' })
    // A file that misses the field doesn't take the place of the page.
    const kept = await page.evaluate<boolean>(`(() => {
      const all = new DataTransfer()
      all.items.add(new File(['x'], 'lac.pdf'))
      return !document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: all }))
    })()`)
    expect(kept).toBe(true)
    // The camera of a telephone is offered beside the files.
    await group.getByRole('button', { name: /^Chụp ảnh/u }).waitFor()
    expectNoFaults(person)
  })
})
