// A calendar as other programs read it (iCalendar, RFC 5545): whole days, lines of at most 75 octets that end with CRLF, texts
// with their marks escaped. What stands in it is the calendar page's business.
import { Buffer } from 'node:buffer'
import { addDays } from '../../domain/time/civil.ts'
import type { CivilDate, Instant } from '../../domain/time/civil.ts'

/** One day in a calendar. */
export interface IcsDay {
  /** Stays the same as long as it is the same thing: a program that reads the file again replaces what it had. */
  readonly uid: string
  readonly day: CivilDate
  readonly summary: string
  readonly description?: string
  /** Where more is to be seen. */
  readonly url?: string
}

export interface IcsCalendar {
  readonly name: string
  /** When the file was made. */
  readonly at: Instant
  readonly days: readonly IcsDay[]
}

/** Octets of a line, its end not counted. */
const MOST_OCTETS = 75

/** A text as a value: backslash, semicolon, comma and line ends escaped; other control characters left out. */
export function icsText(text: string): string {
  return text
    .replace(/\r\n?/gu, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .replace(/[\\;,]/gu, (mark) => `\\${mark}`)
    .replace(/\n/gu, '\\n')
}

/** A line in pieces of at most 75 octets, each after the first led by a space; no character is cut. */
export function foldLine(line: string): string {
  const pieces: string[] = []
  let piece = ''
  let octets = 0
  for (const character of line) {
    const size = Buffer.byteLength(character)
    if (octets + size > MOST_OCTETS) {
      pieces.push(piece)
      // The space that leads the next piece counts.
      piece = ' '
      octets = 1
    }
    piece += character
    octets += size
  }
  return [...pieces, piece].join('\r\n')
}

const dateOf = (day: CivilDate): string => day.replaceAll('-', '')
const stampOf = (at: Instant): string => `${at.slice(0, 19).replace(/[-:]/gu, '')}Z`

function linesOf({ uid, day, summary, description, url }: IcsDay, stamp: string): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${icsText(uid)}`,
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${dateOf(day)}`,
    // The end is the first day that is no part of it.
    `DTEND;VALUE=DATE:${dateOf(addDays(day, 1))}`,
    `SUMMARY:${icsText(summary)}`,
    ...(description === undefined ? [] : [`DESCRIPTION:${icsText(description)}`]),
    ...(url === undefined ? [] : [`URL:${url}`]),
    // A deadline takes nobody's time.
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ]
}

/** The whole file. */
export function icsOf({ name, at, days }: IcsCalendar): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Trinh//Lich nam//VI',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `NAME:${icsText(name)}`,
    `X-WR-CALNAME:${icsText(name)}`,
    ...days.flatMap((one) => linesOf(one, stampOf(at))),
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${foldLine(line)}\r\n`).join('')
}
