// Where the page begins.
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Root } from './app/Root.tsx'
import './styles/base.css'
import './styles/shell.css'
import './styles/forms.css'
import './styles/dossier.css'
import './styles/lists.css'
import './styles/pages.css'
import './styles/matters.css'

const element = document.getElementById('root')
if (element === null) throw new Error('index.html has no #root')
createRoot(element).render(
  <StrictMode>
    <Root />
  </StrictMode>,
)
