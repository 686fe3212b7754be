import { Marked } from 'marked';
import sanitizeHtml from 'sanitize-html';
import { markMentions } from './comments/mentions.ts';

/** Tags typed by hand go (what stands between them stays); an image becomes the words that describe it. */
const marked = new Marked({
	gfm: true,
	breaks: true,
	renderer: { html: ({ text }) => wordsOf(text), image: ({ text }) => wordsOf(text) }
});

/** A mention in these is none. */
const QUOTING = new Set(['a', 'code', 'pre']);

/**
 * Renders what a person wrote. Raw HTML is dropped, images too (a page must fetch nothing from elsewhere), links go to
 * http(s) and mail only. Whatever marked let through, the sanitiser decides last.
 * @param mentioned User names whose mentions stand out.
 */
export function renderMarkdown(text: string, mentioned: readonly string[] = []): string {
	const html = marked.parse(text, { async: false });
	return sanitizeHtml(html, {
		allowedTags: [
			...['p', 'br', 'strong', 'em', 'del', 'code', 'pre', 'blockquote', 'hr'],
			...['ul', 'ol', 'li', 'a', 'table', 'thead', 'tbody', 'tr', 'th', 'td'],
			...['h1', 'h2', 'h3', 'h4', 'h5', 'h6']
		],
		allowedAttributes: {
			a: ['href', 'title', 'rel'],
			ol: ['start'],
			th: ['align'],
			td: ['align']
		},
		allowedSchemes: ['http', 'https', 'mailto'],
		allowProtocolRelative: false,
		transformTags: {
			a: (tagName, attributes) => ({
				tagName,
				attribs: { ...attributes, rel: 'noopener nofollow' }
			}),
			// The page has its own headings: a comment's start below them.
			h1: 'h4',
			h2: 'h5',
			h3: 'h6'
		},
		// Gets text that is escaped already, and the tag it stands in.
		textFilter: (escaped, tagName) =>
			QUOTING.has(tagName) ? escaped : markMentions(escaped, mentioned)
	}).trim();
}

function wordsOf(html: string): string {
	return sanitizeHtml(html, { allowedTags: [], allowedAttributes: {} });
}
