// The letters of everything that is drawn as PDF: Tinos, as wide as Times New Roman; nothing else is read from disk or network.
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import pdfmake from 'pdfmake'

const FOLDER = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/tinos/package.json'))
const font = (look: string): string => join(FOLDER, look, `Tinos_${look}.ttf`)

/** Tells pdfmake its letters, and what it may read. */
export function useFonts(): void {
  pdfmake.setFonts({
    Tinos: {
      normal: font('400Regular'),
      bold: font('700Bold'),
      italics: font('400Regular_Italic'),
      bolditalics: font('700Bold_Italic'),
    },
  })
  pdfmake.setLocalAccessPolicy((path) => path.startsWith(FOLDER))
  pdfmake.setUrlAccessPolicy(() => false)
}
