const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const NEEDS_CARE = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]|[&<>"]/u;

/** Text as an XML document holds it, in an element or an attribute. XML 1.0 has no place for most control characters, not even escaped. */
export function xmlText(text: string): string {
	if (!NEEDS_CARE.test(text)) return text;
	return text
		.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
		.replace(/[&<>"]/g, (sign) => ENTITIES[sign]);
}
