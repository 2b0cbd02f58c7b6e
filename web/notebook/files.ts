// Notebooks from and to the reader's disk.

export interface NotebookFile {
  name: string;
  text: string;
}

const read = async (file: File): Promise<NotebookFile> => ({
  name: file.name,
  text: await file.text(),
});

/** Asks for a file; null where the reader thinks better of it. */
export function pickFile(): Promise<NotebookFile | null> {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = '.ipynb,application/x-ipynb+json,application/json';
  return new Promise((resolve) => {
    input.addEventListener('cancel', () => resolve(null));
    input.addEventListener('change', () => {
      const file = input.files?.[0];
      if (file) void read(file).then(resolve);
      else resolve(null);
    });
    input.click();
  });
}

/** Files dropped anywhere on the page. */
export function acceptDrops(page: HTMLElement, take: (file: NotebookFile) => void): void {
  const carries = (event: DragEvent): boolean =>
    event.dataTransfer?.types.includes('Files') ?? false;
  page.addEventListener('dragover', (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    page.classList.add('dropping');
  });
  page.addEventListener('dragleave', (event) => {
    if (!event.relatedTarget) page.classList.remove('dropping');
  });
  page.addEventListener('drop', (event) => {
    page.classList.remove('dropping');
    const file = event.dataTransfer?.files[0];
    if (!file) return;
    event.preventDefault();
    void read(file).then(take);
  });
}

export function saveFile(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/x-ipynb+json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has begun by then; the address is not needed any longer.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
