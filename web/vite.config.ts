// How the web is built: hashed files in dist/web with compressed copies beside them, nothing inlined (the page's policy
// allows no inline script and no data: addresses of fonts), and a nonce's place for styles, filled in by the server.
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import type { Plugin } from 'vite'

/** Where the developer's server finds the API; `npm start` listens here. */
const API = process.env['TRINH_API'] ?? 'http://127.0.0.1:3000'
const COMPRESSED = /\.(?:js|css|svg|json|webmanifest)$/u

/** Writes `.br` and `.gz` beside every text file, once at build: the server only picks one. */
function compressed(): Plugin {
  return {
    name: 'trinh-compressed',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        for (const [fileName, file] of Object.entries(bundle)) {
          if (!COMPRESSED.test(fileName)) continue
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
  plugins: [react(), compressed()],
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: fileURLToPath(new URL('../dist/web', import.meta.url)),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    manifest: 'manifest.json',
    target: 'es2022',
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1500,
  },
  server: { proxy: { '/api': API, '/verify': API } },
})
