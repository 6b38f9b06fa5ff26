// A refusal as a page, for the few addresses that a browser goes to by itself: plain HTML with the way back.
const STYLE = `body{font:1.05rem/1.5 system-ui,sans-serif;max-width:40rem;margin:3rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}
h1{font-size:1.3rem}p[role=alert]{padding:.8rem 1rem;border-radius:.4rem;border:2px solid #9b1c1c;background:#fdecea}a{color:#0b4f8a}`

/** The page of a refused sign-in; `text` is one of the API's own sentences, never anything that was sent. */
export function problemPage(text: string): string {
  return `<!doctype html>
<html lang="vi">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<title>Đăng nhập không thành công</title><style>${STYLE}</style></head>
<body><main>
<h1>Đăng nhập không thành công</h1>
<p role="alert">${text}</p>
<p><a href="/">Quay lại trang đăng nhập</a></p>
</main></body>
</html>
`
}
