// The part of the chart library that bars need; loaded lazily.
import { BarChart } from 'echarts/charts'
import type { BarSeriesOption } from 'echarts/charts'
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import type { GridComponentOption, LegendComponentOption, TooltipComponentOption } from 'echarts/components'
import { init, use } from 'echarts/core'
import type { ComposeOption } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'

use([BarChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer])

type Option = ComposeOption<
  BarSeriesOption | GridComponentOption | LegendComponentOption | TooltipComponentOption
>

export interface Chart {
  readonly setOption: (option: Option) => void
  readonly resize: () => void
  readonly dispose: () => void
}

/** Begins an empty chart in an element. */
export function startChart(element: HTMLElement): Chart {
  const chart = init(element, null, { renderer: 'svg' })
  return {
    setOption: (option) => chart.setOption(option, true),
    resize: () => chart.resize(),
    dispose: () => chart.dispose(),
  }
}
