// A journey by keyboard alone: from one thing to the next with Tab, as somebody without a mouse goes.
import type { Page } from 'playwright-core'

/** More stops than any page has before what is looked for. */
const MOST_STOPS = 150

interface Focused {
  readonly role: string
  readonly name: string
  readonly visible: boolean
}

/** What has the focus: its words as they are read out, and whether its ring can be seen. */
const FOCUSED = `(() => {
  const element = document.activeElement
  if (element === null) return { role: '', name: '', visible: false }
  const labels = [...(element.labels ?? [])].map((label) => label.innerText)
  const name = element.getAttribute('aria-label') ?? (labels.join(' ') || element.innerText || element.value || '')
  const box = element.getBoundingClientRect()
  return { role: element.tagName.toLowerCase(), name: name.replace(/\\s+/gu, ' ').trim(), visible: box.width > 0 && box.height > 0 }
})()`

/** Goes on with Tab until the focus is on something of that name; fails when it never comes there. */
export async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const seen: string[] = []
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    await page.keyboard.press('Tab')
    const focused = await page.evaluate<Focused>(FOCUSED)
    const found = typeof name === 'string' ? focused.name.startsWith(name) : name.test(focused.name)
    if (found) {
      if (!focused.visible) throw new Error(`${focused.name}: has the focus, but can't be seen`)
      return
    }
    seen.push(focused.name)
  }
  throw new Error(`Tab never comes to ${String(name)}; it came to: ${[...new Set(seen)].join(' | ')}`)
}

/** Types into a field found with Tab. */
export async function typeInto(page: Page, field: string | RegExp, text: string): Promise<void> {
  await tabTo(page, field)
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type(text)
}

/** Presses something found with Tab. */
export async function press(
  page: Page,
  name: string | RegExp,
  key: 'Enter' | 'Space' = 'Enter',
): Promise<void> {
  await tabTo(page, name)
  await page.keyboard.press(key)
}

/** Chooses from a list found with Tab, as its arrows go through it. */
export async function choose(page: Page, field: string | RegExp, option: string): Promise<void> {
  await tabTo(page, field)
  const shown = (): Promise<string> => page.evaluate<string>('document.activeElement.selectedOptions[0].text')
  const seen: string[] = []
  for (let now = await shown(); now !== option; now = await shown()) {
    if (seen.includes(now)) throw new Error(`${option} is none of ${seen.join(' | ')}`)
    seen.push(now)
    await page.keyboard.press('ArrowDown')
  }
}
