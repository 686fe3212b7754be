import { expect, test } from 'vitest';
import { renderMarkdown } from './markdown.ts';

test('emphasis, code, lists and tables are rendered', () => {
	const html = renderMarkdown('**dip** at `MJD 59000`\n\n- one\n- two\n\n|a|b|\n|-|-|\n|1|2|');
	expect(html).toContain('<strong>dip</strong>');
	expect(html).toContain('<code>MJD 59000</code>');
	expect(html).toContain('<li>one</li>');
	expect(html).toContain('<td>1</td>');
});

test('a link opens without giving the page away', () => {
	expect(renderMarkdown('[ATel](https://astronomerstelegram.org/?read=1)')).toBe(
		'<p><a href="https://astronomerstelegram.org/?read=1" rel="noopener nofollow">ATel</a></p>'
	);
});

test('HTML typed by hand loses its tags and keeps its words', () => {
	expect(renderMarkdown('a <b>bold</b> <a href="https://x.example">claim</a>')).toBe(
		'<p>a bold claim</p>'
	);
});

test('an image is never fetched: its description stands in for it', () => {
	expect(renderMarkdown('![light curve <of> it](https://x.example/a.png)')).not.toContain(
		'x.example'
	);
});

test('a heading stays below the page’s own', () => {
	expect(renderMarkdown('# Loud')).toBe('<h4>Loud</h4>');
});

const HOSTILE = [
	'<script>alert(1)</script>',
	'<img src=x onerror=alert(1)>',
	'![x](https://elsewhere.example/pixel.png)',
	'[click](javascript:alert(1))',
	'[click](JaVaScRiPt:alert(1))',
	'[click](&#106;avascript:alert(1))',
	'[click](java\tscript:alert(1))',
	'[click](data:text/html;base64,PHNjcmlwdD4=)',
	'[click](vbscript:msgbox)',
	'[click](//elsewhere.example)',
	'<a href="javascript:alert(1)" onclick="alert(1)">x</a>',
	'<svg><a xlink:href="javascript:alert(1)">x</a></svg>',
	'<iframe srcdoc="<script>alert(1)</script>"></iframe>',
	'<style>body{display:none}</style>',
	'<form action="/signout"><button>x</button></form>',
	'<div style="position:fixed" class="x" id="y">x</div>',
	'<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>',
	'`<script>`<script>alert(1)</script>',
	'<javascript:alert(1)>'
];

test.each(HOSTILE)('%s is neutralised', (text) => {
	const html = renderMarkdown(text);
	expect(html).not.toMatch(/<(script|img|svg|iframe|style|form|button|math|div)/i);
	expect(html).not.toMatch(/<[^>]*\son\w+=/i);
	expect(html).not.toMatch(/(href|src)\s*=\s*["']?\s*(?!https?:|mailto:)/i);
	expect(html).not.toMatch(/<[^>]*\s(style|class|id)=/i);
});
