// Files drawn over a page: a browser opens one that is dropped beside the field that was meant, and what was typed is gone with
// the page. So nothing takes a file but what says that it does.
import type { DragEvent as Dragged } from 'react'

const carriesFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') === true

function refuse(event: DragEvent): void {
  // A field that takes it has said so already.
  if (event.defaultPrevented || !carriesFiles(event)) return
  event.preventDefault()
  if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'none'
}

/** Keeps the page where a file is dropped on nothing that takes it; gives back how to stop that. */
export function keepStrayFilesOut(): () => void {
  window.addEventListener('dragover', refuse)
  window.addEventListener('drop', refuse)
  return () => {
    window.removeEventListener('dragover', refuse)
    window.removeEventListener('drop', refuse)
  }
}

/** Whether what is dragged leaves the field for good, and not for a part of it. */
export function leaves({ relatedTarget, currentTarget }: Dragged): boolean {
  return !(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))
}
