const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Text as HTML. */
export function text(value: string): string {
  return value.replaceAll(/[&<>"]/g, (character) => entities[character]!)
}

/** A small page of ours that needs nothing from anywhere. */
export function page(title: string, content: string, head = ''): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(title)}</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}td{padding:.1rem 1rem .1rem 0}</style>
${head}</head>
<body>
<h1>${text(title)}</h1>
${content}
</body>
</html>
`
}
