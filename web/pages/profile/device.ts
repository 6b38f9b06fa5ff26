// The short name of a browser, from how it names itself: enough to know one's own telephone from the office's computer.

const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/\bEdg\//u, 'Edge'],
  [/\bcoc_coc_browser\//u, 'Cốc Cốc'],
  [/\bFirefox\//u, 'Firefox'],
  [/\bChrome\/|\bCriOS\//u, 'Chrome'],
  [/\bSafari\//u, 'Safari'],
]
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\bAndroid\b/u, 'Android'],
  [/\biPhone\b|\biPad\b/u, 'iPhone, iPad'],
  [/\bWindows\b/u, 'Windows'],
  [/\bMac OS X\b/u, 'macOS'],
  [/\bLinux\b/u, 'Linux'],
]

const found = (list: typeof BROWSERS, text: string): string | null =>
  list.find(([pattern]) => pattern.test(text))?.[1] ?? null

/** "Chrome trên Windows"; what can't be told apart is an unknown device. */
export function deviceName(userAgent: string | null): string {
  const browser = found(BROWSERS, userAgent ?? '')
  const system = found(SYSTEMS, userAgent ?? '')
  if (browser === null) return system === null ? 'Thiết bị không rõ' : `Thiết bị ${system}`
  return system === null ? browser : `${browser} trên ${system}`
}
