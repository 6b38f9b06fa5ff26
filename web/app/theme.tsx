// Light and dark: what the person chose on this device, else what the device says. Gives antd the colours of base.css,
// Vietnamese words and the page's nonce for the styles that it makes.
import { LoadingOutlined } from '@ant-design/icons'
import { App as AntApp, ConfigProvider, theme } from 'antd'
import vi from 'antd/locale/vi_VN'
import { useLayoutEffect, useSyncExternalStore } from 'react'
import type { ReactNode } from 'react'
import { keep, kept } from '../client/keys.ts'

export type ThemeChoice = 'light' | 'dark' | 'device'

const dark = window.matchMedia('(prefers-color-scheme: dark)')
/** Paper is white, whatever the screen is. */
const paper = window.matchMedia('print')
const listeners = new Set<() => void>()

function tell(): void {
  for (const listener of [...listeners]) listener()
}
dark.addEventListener('change', tell)
paper.addEventListener('change', tell)

/** What the person chose. */
export function themeChoice(): ThemeChoice {
  const choice = kept('theme')
  return choice === 'light' || choice === 'dark' ? choice : 'device'
}

export function chooseTheme(choice: ThemeChoice): void {
  keep('theme', choice === 'device' ? null : choice)
  tell()
}

function isDark(): boolean {
  if (paper.matches) return false
  const choice = themeChoice()
  return choice === 'device' ? dark.matches : choice === 'dark'
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

/** Whether the page is dark now. */
export function useIsDark(): boolean {
  return useSyncExternalStore(subscribe, isDark)
}

const FONT = "'Be Vietnam Pro', system-ui, 'Segoe UI', Roboto, sans-serif"

const LIGHT = {
  colorPrimary: '#0b5c8f',
  colorText: '#17202c',
  colorTextSecondary: '#4b5768',
  colorTextDescription: '#4b5768',
  colorTextPlaceholder: '#636e7d',
  colorBorder: '#8a95a5',
  colorError: '#a3191f',
  colorSuccess: '#17663a',
  colorWarning: '#8a4b00',
} as const
const DARK = {
  colorPrimary: '#5fb3e6',
  colorText: '#e8edf3',
  colorTextSecondary: '#a9b6c5',
  colorTextDescription: '#a9b6c5',
  colorTextPlaceholder: '#98a5b5',
  colorTextLightSolid: '#06202f',
  colorBgContainer: '#161e28',
  colorBgElevated: '#1b2531',
  colorBorder: '#7d8b9c',
  colorError: '#ff9a9a',
  colorSuccess: '#7fd6a2',
  colorWarning: '#f1bd6c',
} as const

function nonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''
}

export function Themed({ children }: { readonly children: ReactNode }) {
  const isDarkNow = useIsDark()
  // Before the effects of charts, which read their colours from the page.
  useLayoutEffect(() => {
    document.documentElement.dataset['theme'] = isDarkNow ? 'dark' : 'light'
  }, [isDarkNow])
  return (
    <ConfigProvider
      locale={vi}
      csp={{ nonce: nonce() }}
      button={{ loadingIcon: <LoadingOutlined aria-label="Đang tải" /> }}
      theme={{
        algorithm: isDarkNow ? theme.darkAlgorithm : theme.defaultAlgorithm,
        token: { fontFamily: FONT, fontSize: 16, controlHeight: 40, ...(isDarkNow ? DARK : LIGHT) },
      }}
    >
      <AntApp component={false}>{children}</AntApp>
    </ConfigProvider>
  )
}
