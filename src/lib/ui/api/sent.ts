/** What came back, for people to read. */
export interface Answered {
	status: string;
	ms: number;
	tag: string | null;
	link: string | null;
	text: string;
}

const MOST_SHOWN = 20_000;

/** Sends a request; nothing that comes of it is an error to whoever tries. */
export async function sent(href: string, init: RequestInit): Promise<Answered> {
	const start = performance.now();
	try {
		const response = await fetch(href, init);
		const text = await textOf(response);
		return {
			status: `${response.status} ${response.statusText}`.trim(),
			ms: Math.round(performance.now() - start),
			tag: response.headers.get('etag'),
			link: response.headers.get('link'),
			text: text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}\n… and more` : text
		};
	} catch (error) {
		const why = error instanceof Error ? error.message : String(error);
		const ms = Math.round(performance.now() - start);
		return { status: 'No answer', ms, tag: null, link: null, text: why };
	}
}

async function textOf(response: Response): Promise<string> {
	const type = response.headers.get('content-type') ?? '';
	if (type.startsWith('application/json'))
		return JSON.stringify((await response.json()) as unknown, null, 2);
	if (/^text\/|xml/.test(type)) return response.text();
	const { size } = await response.blob();
	return `${size} bytes of ${type || 'something'}`;
}
