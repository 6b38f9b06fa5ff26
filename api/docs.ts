// The documentation page at /api/docs: Swagger UI from the installed package, so that it works without the internet.
import express from 'express'
import type { Express } from 'express'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'

const PAGE = `<!doctype html>
<html lang="vi">
<head><meta charset="utf-8"><title>Trình · API</title><link rel="stylesheet" href="/api/docs/assets/swagger-ui.css"></head>
<body><div id="swagger-ui"></div>
<script src="/api/docs/assets/swagger-ui-bundle.js"></script><script src="/api/docs/start.js"></script></body>
</html>
`

const START = `SwaggerUIBundle({
  url: '/api/v1/openapi.json',
  dom_id: '#swagger-ui',
  deepLinking: true,
  displayOperationId: true,
  validatorUrl: null,
})
`

// Swagger UI sets styles on elements and draws its icons from data: addresses; everything else comes from here.
const POLICY =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'"

/** Serves the page, its script and the package's files. */
export function mountDocs(app: Express): void {
  const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
  app.get('/api/docs', (_req, res) => {
    res.setHeader('Content-Security-Policy', POLICY)
    res.type('html').send(PAGE)
  })
  app.get('/api/docs/start.js', (_req, res) => {
    res.type('text/javascript').send(START)
  })
  app.use('/api/docs/assets', express.static(folder, { index: false, maxAge: '1d' }))
}
