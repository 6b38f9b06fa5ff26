// The calendar file as RFC 5545 has it: escaped texts, folded lines, whole days, CRLF.
import { Buffer } from 'node:buffer'
import { describe, expect, it } from 'vitest'
import { foldLine, icsOf, icsText } from '../../api/exports/ics.ts'

describe('a text', () => {
  it('has its marks escaped, and no control character', () => {
    expect(icsText('a;b,c\\d')).toBe('a\\;b\\,c\\\\d')
    expect(icsText('một\r\nhai\nba\rbốn\u0000\u0007')).toBe('một\\nhai\\nba\\nbốn')
  })
})

describe('a line', () => {
  it('is cut at 75 octets between characters, and reads the same put together again', () => {
    for (const text of ['x'.repeat(75), 'x'.repeat(76), 'ế'.repeat(200), `${'x'.repeat(74)}ế😀`, '']) {
      const lines = foldLine(`SUMMARY:${text}`).split('\r\n')
      for (const line of lines) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
      expect(lines.slice(1).every((line) => line.startsWith(' '))).toBe(true)
      expect(lines.map((line, at) => (at === 0 ? line : line.slice(1))).join('')).toBe(`SUMMARY:${text}`)
    }
  })
})

describe('a calendar', () => {
  it('has whole days that end before the next one, and every line ends with CRLF', () => {
    const file = icsOf({
      name: 'Lịch, 2026',
      at: '2026-01-05T01:02:03.000Z',
      days: [
        {
          uid: 'z/1@trinh',
          day: '2026-12-31',
          summary: 'Duyệt: Trường, số 1',
          url: 'https://trinh.vn/ho-so/1',
        },
        { uid: 'z/2@trinh', day: '2026-02-28', summary: 'Hạn', description: 'một\nhai' },
      ],
    })
    expect(file.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/u)
    expect(file.split('\r\n')).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Trinh//Lich nam//VI',
      'CALSCALE:GREGORIAN',
      'METHOD:PUBLISH',
      'NAME:Lịch\\, 2026',
      'X-WR-CALNAME:Lịch\\, 2026',
      'BEGIN:VEVENT',
      'UID:z/1@trinh',
      'DTSTAMP:20260105T010203Z',
      'DTSTART;VALUE=DATE:20261231',
      'DTEND;VALUE=DATE:20270101',
      'SUMMARY:Duyệt: Trường\\, số 1',
      'URL:https://trinh.vn/ho-so/1',
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
      'BEGIN:VEVENT',
      'UID:z/2@trinh',
      'DTSTAMP:20260105T010203Z',
      'DTSTART;VALUE=DATE:20260228',
      'DTEND;VALUE=DATE:20260301',
      'SUMMARY:Hạn',
      'DESCRIPTION:một\\nhai',
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ])
  })
})
