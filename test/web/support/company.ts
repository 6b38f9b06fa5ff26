// Accounts of the demonstration at their browsers, each signed in once and kept for as long as a file's journeys last.
import { aPerson, aVisitor } from './browser.ts'
import type { Person, Window } from './browser.ts'

export class Company {
  readonly #url: string | undefined
  readonly #people = new Map<string, Promise<Person>>()

  /** Of a site of its own; the one for all tests unless it is named. */
  constructor(url?: string) {
    this.#url = url
  }

  /** Whoever has this account, at the window that he was given first; null: somebody who isn't signed in. */
  person(login: string | null, window: Window = {}): Promise<Person> {
    const of = this.#url === undefined ? window : { ...window, url: this.#url }
    const before = this.#people.get(login ?? '')
    if (before !== undefined) return before
    const made = login === null ? aVisitor(of) : aPerson(login, of)
    this.#people.set(login ?? '', made)
    return made
  }

  everybody(): Promise<readonly Person[]> {
    return Promise.all(this.#people.values())
  }

  async leave(): Promise<void> {
    for (const person of await this.everybody()) await person.leave()
    this.#people.clear()
  }
}
