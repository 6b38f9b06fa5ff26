// How the web is built: hashed files in dist/web with compressed copies beside them, nothing inlined (the page's policy
// allows no inline script and no data: addresses of fonts), and a nonce's place for styles, filled in by the server.
import { createHash } from 'node:crypto'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import type { Plugin, Rolldown } from 'vite'

/** Where the developer's server finds the API; `npm start` listens here. */
const API = process.env['TRINH_API'] ?? 'http://127.0.0.1:3000'
const COMPRESSED = /\.(?:js|css|svg|json|webmanifest)$/u

/** The service worker: at the root, for it may serve no more than what lies below it, and never under another name. */
const WORKER = 'sw.js'
/** Sources whose parts open without a network; everything else is kept once somebody has opened it. */
const OFFLINE = /[\\/]web[\\/](?:pages[\\/](?:field|tasks)|offline)[\\/]/u

type Bundle = Rolldown.OutputBundle

/** The files that the application needs to open without a network: its program, what works offline, and their parts. */
function shellFiles(bundle: Bundle): { readonly entry: string; readonly files: readonly string[] } {
  const chunks = Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? [file] : []))
  const main = chunks.find(({ isEntry, name }) => isEntry && name === 'index')
  if (main === undefined) throw new Error('the build has no entry named index')
  const wanted = chunks.filter(
    ({ isDynamicEntry, facadeModuleId }) => isDynamicEntry && OFFLINE.test(facadeModuleId ?? ''),
  )
  if (wanted.length < 4) throw new Error('the parts that work offline are not in the build')
  const found = new Set<string>()
  const take = (fileName: string): void => {
    const chunk = bundle[fileName]
    if (found.has(fileName) || chunk?.type !== 'chunk') return
    found.add(fileName)
    for (const css of chunk.viteMetadata?.importedCss ?? []) found.add(css)
    chunk.imports.forEach(take)
  }
  for (const { fileName } of [main, ...wanted]) take(fileName)
  const fonts = Object.keys(bundle).filter((fileName) => fileName.endsWith('.woff2'))
  const files = [...found, ...fonts].sort().map((fileName) => `/${fileName}`)
  return { entry: `/${main.fileName}`, files: [...files, '/icon.svg'] }
}

/** Tells the service worker which files it keeps, and under which version: each build has its own. */
function shellWorker(): Plugin {
  return {
    name: 'trinh-shell-worker',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const worker = bundle[WORKER]
        if (worker?.type !== 'chunk') throw new Error(`the build has no ${WORKER}`)
        const shell = shellFiles(bundle)
        const page = bundle['index.html']
        const hash = createHash('sha256').update(JSON.stringify(shell)).update(worker.code)
        if (page?.type === 'asset') hash.update(page.source)
        const known = JSON.stringify({ version: hash.digest('hex').slice(0, 16), ...shell })
        const source = `self.TRINH_SHELL=${known};\n${worker.code}`
        delete bundle[WORKER]
        this.emitFile({ type: 'asset', fileName: WORKER, source })
      },
    },
  }
}

/** Writes `.br` and `.gz` beside every text file, once at build: the server only picks one. */
function compressed(): Plugin {
  return {
    name: 'trinh-compressed',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        for (const [fileName, file] of Object.entries(bundle)) {
          if (!COMPRESSED.test(fileName) || fileName === WORKER) continue
          const source = Buffer.from(file.type === 'chunk' ? file.code : file.source)
          const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }
          this.emitFile({
            type: 'asset',
            fileName: `${fileName}.br`,
            source: brotliCompressSync(source, quality),
          })
          this.emitFile({ type: 'asset', fileName: `${fileName}.gz`, source: gzipSync(source, { level: 9 }) })
        }
      },
    },
  }
}

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  cacheDir: fileURLToPath(new URL('../.data/vite', import.meta.url)),
  plugins: [react(), shellWorker(), compressed()],
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: fileURLToPath(new URL('../dist/web', import.meta.url)),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    manifest: 'manifest.json',
    target: 'es2022',
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      input: {
        index: fileURLToPath(new URL('index.html', import.meta.url)),
        worker: fileURLToPath(new URL('offline/shell-worker.ts', import.meta.url)),
      },
      output: { entryFileNames: ({ name }) => (name === 'worker' ? WORKER : 'assets/[name]-[hash].js') },
    },
  },
  server: { proxy: { '/api': API, '/verify': API } },
})
