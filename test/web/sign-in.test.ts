// Coming in: by password, with the keyboard alone, on a narrow window; and coming back when the session has ended.
import { afterEach, describe, expect, inject, it } from 'vitest'
import { createPool } from '../../activities/pool.ts'
import { DEMO_PASSWORD } from '../../prisma/demo.ts'
import {
  SCREEN_MS,
  aPerson,
  aVisitor,
  expectAccessible,
  expectFits,
  expectNoFaults,
} from './support/browser.ts'
import type { Person, Window } from './support/browser.ts'
import { press, typeInto } from './support/keyboard.ts'

const people: Person[] = []
async function visitor(window?: Window): Promise<Person> {
  const person = await aVisitor(window)
  people.push(person)
  return person
}

afterEach(async () => {
  for (const person of people.splice(0)) await person.leave()
})

/** Ends every session of an account, as time does. */
async function endSessions(login: string): Promise<void> {
  const pool = createPool({ connectionString: inject('siteDatabaseUrl'), name: 'test', max: 1 })
  try {
    await pool.query(
      `UPDATE session SET expires_at = now() - interval '1 minute'
       WHERE person_id = (SELECT person_id FROM account WHERE login = $1)`,
      [login],
    )
  } finally {
    await pool.end()
  }
}

describe('signing in', () => {
  it('leads from a page that was asked for, through the password, back to that page, by keyboard alone', async () => {
    const person = await visitor({ width: 360, height: 740 })
    await person.open('/?from=mail', 'Đăng nhập Trình')
    await expectAccessible(person)
    await expectFits(person)
    await typeInto(person.page, 'Mật khẩu', DEMO_PASSWORD)
    await person.page.keyboard.press('Shift+Tab')
    await person.page.keyboard.type('xa.vanphong')
    await press(person.page, 'Đăng nhập')
    await person.page.getByRole('heading', { level: 1, name: 'Việc của tôi' }).last().waitFor()
    expect(new URL(person.page.url()).search).toBe('?from=mail')
    await expectAccessible(person)
    await expectFits(person)
    expectNoFaults(person)
  })

  it('says in Vietnamese that the password is wrong, and keeps what was typed', async () => {
    const { page, open } = await visitor()
    await open('/dang-nhap')
    await page.getByLabel('Tên đăng nhập').fill('xa.vanphong')
    await page.getByLabel('Mật khẩu').fill('khong-phai-mat-khau')
    await page.getByRole('button', { name: 'Đăng nhập' }).click()
    await page.getByRole('alert').getByText('Tên đăng nhập hoặc mật khẩu không đúng.').waitFor()
    expect(await page.getByLabel('Tên đăng nhập').inputValue()).toBe('xa.vanphong')
  })

  it('goes nowhere else than this site afterwards', async () => {
    const { page } = await visitor()
    await page.goto('/dang-nhap?den=//example.org/x')
    await page.getByLabel('Tên đăng nhập').fill('xa.mattran')
    await page.getByLabel('Mật khẩu').fill(DEMO_PASSWORD)
    await page.getByRole('button', { name: 'Đăng nhập' }).click()
    await page.getByRole('heading', { level: 1, name: 'Việc của tôi' }).waitFor()
    expect(new URL(page.url()).origin).toBe(inject('siteUrl'))
  })
})

describe('a session that ends while somebody works', () => {
  it('asks for the password over the page, which stays as it is', async () => {
    const person = await aPerson('xa.kinhte')
    people.push(person)
    const { page } = person
    await person.open('/', 'Việc của tôi')
    await page.getByRole('searchbox').fill('Vĩnh Thủy')
    await endSessions('xa.kinhte')
    const dialog = page.getByRole('dialog', { name: 'Phiên làm việc đã hết hạn' })
    // Coming back to the window makes the page read again what is some seconds old, and find out.
    const comesBack = async (): Promise<boolean> => {
      await page.evaluate('document.dispatchEvent(new Event("visibilitychange", { bubbles: true }))')
      return dialog.isVisible()
    }
    await expect.poll(comesBack, { timeout: SCREEN_MS }).toBe(true)
    await expectAccessible(person)
    expect(await dialog.getByLabel('Tên đăng nhập').inputValue()).toBe('xa.kinhte')
    await dialog.getByLabel('Mật khẩu').fill(DEMO_PASSWORD)
    await dialog.getByRole('button', { name: 'Đăng nhập' }).click()
    await dialog.waitFor({ state: 'detached' })
    expect(await page.getByRole('searchbox').inputValue()).toBe('Vĩnh Thủy')
    expectNoFaults(person)
  })
})
