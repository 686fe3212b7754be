import { createHash } from 'node:crypto';
import { json, type RequestEvent } from '@sveltejs/kit';
import { endpointKey } from '#schema/api/endpoint.ts';
import { endpointAt } from '#schema/api/endpoints.ts';
import { Failure } from '#schema/failure.ts';
import {
	answerUnder,
	giveKeyFree,
	keepAnswer,
	takeKey,
	type ApiAnswer,
	type ApiKey
} from '../store/apiAnswers.ts';
import { store } from '../store/client.ts';
import { outcomes } from './outcomes.ts';

/** Whoever took a key and has not answered for so long does not any more. */
const SILENT_MS = 120_000;
const WAITS_MS = 10_000;
const ASKS_EVERY_MS = 50;
const LONGEST_KEY = 255;
const MOST_BYTES = 2 ** 20;
/** Their answers have secrets, which are nowhere kept; their commands are carried out once by themselves. */
const SECRET = new Set(['POST /tokens', 'POST /webhooks']);

/**
 * A write sent again under its Idempotency-Key is answered as the first time and changes nothing, whatever it is. What was
 * refused has changed nothing and may be tried again.
 */
export async function onceByKey(
	event: RequestEvent,
	resolve: () => Promise<Response>
): Promise<Response> {
	const key = keyOf(event);
	if (!key) return resolve();
	const fingerprint = await fingerprintOf(event.request);
	const silentSince = new Date(Date.now() - SILENT_MS);
	const at = await takeKey(store(), key, { fingerprint, silentSince });
	if (!at) return (await answeredBefore(key, fingerprint)) ?? onceByKey(event, resolve);
	const release = () => giveKeyFree(store(), key, at);
	try {
		const response = await resolve();
		const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
		const body = response.ok && isJson ? await response.clone().text() : null;
		if (body === null || body.length > MOST_BYTES) await release();
		else await keepAnswer(store(), key, { at, answered: { status: response.status, body } });
		return response;
	} catch (thrown) {
		await release();
		throw thrown;
	}
}

function keyOf({ locals, request, route, url }: RequestEvent): ApiKey | null {
	const key = request.headers.get('idempotency-key') ?? '';
	const isWrite = request.method !== 'GET' && request.method !== 'HEAD';
	// A key that is none is refused where it is read.
	if (!locals.user || !isWrite || key === '' || key.length > LONGEST_KEY) return null;
	const named = endpointKey(request.method, route.id ?? '');
	if (!endpointAt(named) || SECRET.has(named)) return null;
	return { userId: locals.user.id, command: `${request.method} ${url.pathname}`, key };
}

/** Of JSON that says how long it is; other bodies are files, and not read twice. */
async function fingerprintOf(request: Request): Promise<string> {
	const isJson = request.headers.get('content-type')?.startsWith('application/json') ?? false;
	const length = Number(request.headers.get('content-length') ?? NaN);
	if (!isJson || !(length <= MOST_BYTES)) return '';
	const text = await request.clone().text();
	return createHash('sha256').update(text).digest('base64url');
}

/** What the other request under this key was answered; null when it was refused, and this one may have its turn. */
async function answeredBefore(key: ApiKey, fingerprint: string): Promise<Response | null> {
	const earlier = await settled(key);
	if (!earlier) return null;
	if (earlier.fingerprint !== fingerprint)
		return refuse('Invalid', 'This key was sent with something else before: take another.');
	if (!earlier.answered)
		return refuse('Conflict', 'What this key was sent with is still under way: ask again.');
	const { status, body } = earlier.answered;
	const headers = { 'cache-control': 'no-store', 'idempotent-replayed': 'true' };
	return json(JSON.parse(body), { status, headers });
}

/** Waits while an answer is on its way, for a while. */
async function settled(key: ApiKey): Promise<ApiAnswer | null> {
	const until = Date.now() + WAITS_MS;
	for (;;) {
		const earlier = await answerUnder(store(), key);
		if (!earlier || earlier.answered || Date.now() > until) return earlier;
		await new Promise((done) => setTimeout(done, ASKS_EVERY_MS));
	}
}

function refuse(code: 'Conflict' | 'Invalid', message: string): Response {
	return outcomes(null).refuse(new Failure(code, message, 'Idempotency-Key'));
}
