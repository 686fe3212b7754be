type Attributes = Record<string, string | number | undefined>;

/** An SVG element as text; numbers to a hundredth of a pixel. `children` are elements already written. */
export function element(name: string, attributes: Attributes, children: string[] = []): string {
	const written = Object.entries(attributes)
		.filter(([, value]) => value !== undefined)
		.map(
			([key, value]) =>
				` ${key}="${typeof value === 'number' ? rounded(value) : escaped(String(value))}"`
		)
		.join('');
	return children.length > 0
		? `<${name}${written}>${children.join('')}</${name}>`
		: `<${name}${written}/>`;
}

export function label(text: string, attributes: Attributes): string {
	return element('text', attributes, [escaped(text)]);
}

/** A whole picture on a ground of its own, so that it can be read wherever it is pasted. */
export function picture(
	{
		width,
		height,
		title,
		ground
	}: { width: number; height: number; title: string; ground: string },
	children: string[]
): string {
	return element(
		'svg',
		{
			xmlns: 'http://www.w3.org/2000/svg',
			width,
			height,
			viewBox: `0 0 ${width} ${height}`,
			'font-family': 'system-ui, Helvetica, Arial, sans-serif',
			'font-size': 12
		},
		[
			element('title', {}, [escaped(title)]),
			element('rect', { width, height, fill: ground }),
			...children
		]
	);
}

function rounded(value: number): string {
	return String(Math.round(value * 100) / 100);
}

/** Characters that XML 1.0 cannot carry at all are left out. */
function escaped(text: string): string {
	return (
		text
			// eslint-disable-next-line no-control-regex -- these are exactly what must not be there
			.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
			.replaceAll('&', '&amp;')
			.replaceAll('<', '&lt;')
			.replaceAll('>', '&gt;')
			.replaceAll('"', '&quot;')
	);
}
