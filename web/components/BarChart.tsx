// Horizontal bars of some numbers by row: a picture beside a table that says the same, so that nobody needs the picture.
// The library is loaded when the first chart is drawn.
import { useEffect, useRef, useState } from 'react'
import { useIsDark } from '../app/theme.tsx'
import { formatNumber } from '../i18n/format.ts'
import type { Chart } from './chart.ts'

interface Props {
  readonly label: string
  readonly rows: readonly string[]
  readonly series: readonly { readonly name: string; readonly values: readonly number[] }[]
  /** How a value is written; a plain number where it is left out. */
  readonly format?: (value: number) => string
}

const ROW_PX = 22
// Named, not inherited: the widths of words are measured by it.
const FONT = "'Be Vietnam Pro', sans-serif"
/** Room for the names of rows: longer ones go on in a second line. */
const NAMES_PX = 120
const NAME_LINE_PX = 15
const FRAME_PX = 90

export function BarChart({ label, rows, series, format = formatNumber }: Props) {
  const element = useRef<HTMLDivElement>(null)
  const chart = useRef<Chart | null>(null)
  const [drawn, setDrawn] = useState(false)
  const isDark = useIsDark()
  useEffect(() => {
    let left = false
    void import('./chart.ts').then(({ startChart }) => {
      if (left || element.current === null) return
      chart.current = startChart(element.current)
      setDrawn(true)
    })
    const resize = (): void => chart.current?.resize()
    window.addEventListener('resize', resize)
    return () => {
      left = true
      window.removeEventListener('resize', resize)
      chart.current?.dispose()
      chart.current = null
    }
  }, [])
  useEffect(() => {
    const colour = (name: string): string =>
      getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim()
    const text = colour('text')
    const axis = { axisLabel: { color: text }, axisLine: { lineStyle: { color: colour('line-strong') } } }
    chart.current?.setOption({
      animation: false,
      color: [colour('primary'), colour('good'), colour('line-strong')],
      textStyle: { fontFamily: FONT },
      grid: {
        left: 8,
        right: 32,
        top: 36,
        bottom: 8,
        outerBoundsMode: 'same',
        outerBoundsContain: 'axisLabel',
      },
      legend: { textStyle: { color: text }, left: 0, top: 0, type: 'scroll' },
      tooltip: { trigger: 'axis', valueFormatter: (value) => format(Number(value)) },
      xAxis: {
        type: 'value',
        minInterval: 1,
        splitLine: { lineStyle: { color: colour('line') } },
        axisLabel: { color: text, hideOverlap: true, formatter: format },
      },
      yAxis: {
        type: 'category',
        inverse: true,
        data: [...rows],
        ...axis,
        axisLabel: { color: text, width: NAMES_PX, overflow: 'break', lineHeight: NAME_LINE_PX },
      },
      series: series.map(({ name, values }) => ({ type: 'bar', name, data: [...values], barMaxWidth: 14 })),
    })
    chart.current?.resize()
  }, [drawn, isDark, rows, series, format])
  const height = FRAME_PX + rows.length * series.length * ROW_PX
  return <div ref={element} className="chart" role="img" aria-label={label} style={{ height }} />
}
