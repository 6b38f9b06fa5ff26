// Two curves in one picture, drawn by ECharts, which is loaded only where there is one. The numbers stand in a table beside
// it, so that for screen readers it is a picture with a name.
import { LineChart } from 'echarts/charts'
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { useIsDark } from '../../app/theme.tsx'
import { formatNumber } from '../../i18n/format.ts'
import { MONTHS } from './series.ts'

use([LineChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer])

// Named, not inherited: the widths of words are measured by it.
const FONT = "'Be Vietnam Pro', sans-serif"

interface Line {
  readonly name: string
  readonly values: readonly (number | null)[]
}

interface Props {
  readonly label: string
  readonly lines: readonly Line[]
}

const colour = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim()

function optionsOf(lines: readonly Line[]) {
  const [text, line] = [colour('--text-2'), colour('--line')]
  const axis = { axisLabel: { color: text }, axisLine: { lineStyle: { color: line } } }
  return {
    animation: false,
    color: [colour('--primary'), colour('--warn')],
    textStyle: { fontFamily: FONT },
    grid: { left: 8, right: 16, top: 36, bottom: 8, containLabel: true },
    legend: {
      top: 0,
      left: 0,
      itemGap: 28,
      itemWidth: 32,
      textStyle: { color: colour('--text'), fontSize: 13 },
    },
    tooltip: {
      trigger: 'axis' as const,
      valueFormatter: (value: unknown) => (typeof value === 'number' ? formatNumber(value) : '–'),
    },
    xAxis: { type: 'category' as const, data: MONTHS.map((month) => `T${month}`), ...axis },
    yAxis: {
      type: 'value' as const,
      minInterval: 1,
      ...axis,
      axisLabel: { color: text, formatter: (value: number) => formatNumber(value) },
      splitLine: { lineStyle: { color: line } },
    },
    series: lines.map(({ name, values }, index) => ({
      name,
      type: 'line' as const,
      data: [...values],
      symbolSize: 7,
      // Told apart without colours, too.
      lineStyle: { width: 2, type: index === 0 ? ('solid' as const) : ('dashed' as const) },
    })),
  }
}

export default function Curves({ label, lines }: Props) {
  const element = useRef<HTMLDivElement>(null)
  const isDark = useIsDark()
  const data = JSON.stringify(lines)
  useEffect(() => {
    if (element.current === null) return undefined
    const chart = init(element.current, null, { renderer: 'svg' })
    chart.setOption(optionsOf(JSON.parse(data) as Line[]))
    const observer = new ResizeObserver(() => chart.resize())
    observer.observe(element.current)
    return () => {
      observer.disconnect()
      chart.dispose()
    }
  }, [data, isDark])
  return <div ref={element} className="chart" role="img" aria-label={label} />
}
