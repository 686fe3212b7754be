import { lookup as resolveName } from 'node:dns';
import { request as requestPlain, type RequestOptions } from 'node:http';
import { request as requestSecure } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPrivateAddress } from './privateAddress.ts';

interface Posting {
	url: string;
	body: string;
	headers: Record<string, string>;
	/** Also to addresses of private networks and of this machine. */
	allowPrivate: boolean;
	timeoutMs: number;
}

/** An answer's status, or why there was none. */
export type Answer = { status: number; error: '' } | { status: null; error: string };

/**
 * Posts JSON and reads nothing but the status of the answer. Redirects are not followed. The name is resolved and its
 * address checked for the very connection that is used, so a name that changes its mind gains nothing.
 */
export function postJson({
	url,
	body,
	headers,
	allowPrivate,
	timeoutMs
}: Posting): Promise<Answer> {
	const target = new URL(url);
	const host = target.hostname.replace(/^\[|\]$/g, '');
	if (!allowPrivate && isIP(host) && isPrivateAddress(host))
		return Promise.resolve({ status: null, error: refusal(host, host) });
	const options: RequestOptions = {
		method: 'POST',
		// A kept connection would skip the look at the address.
		agent: false,
		headers: {
			...headers,
			'content-type': 'application/json',
			'content-length': Buffer.byteLength(body),
			'user-agent': 'Caustic'
		},
		lookup: allowPrivate ? undefined : publicLookup,
		signal: AbortSignal.timeout(timeoutMs)
	};
	const send = target.protocol === 'https:' ? requestSecure : requestPlain;
	return new Promise((resolve) => {
		const request = send(target, options, (response) => {
			resolve({ status: response.statusCode ?? 0, error: '' });
			response.on('error', () => undefined);
			response.destroy();
		});
		request.on('error', (error) => resolve({ status: null, error: spoken(error, timeoutMs) }));
		request.end(body);
	});
}

/** Refuses a name of which any address is private. */
const publicLookup: LookupFunction = (hostname, options, callback) => {
	resolveName(hostname, { ...options, all: true }, (error, addresses) => {
		if (error) return callback(error, '');
		const barred = addresses.find(({ address }) => isPrivateAddress(address));
		if (barred) return callback(new Error(refusal(hostname, barred.address)), '');
		if (options.all) return callback(null, addresses);
		const [first] = addresses;
		callback(null, first.address, first.family);
	});
};

function refusal(host: string, address: string): string {
	const which = host === address ? host : `${host} (${address})`;
	return `${which} is a private address, and this installation does not allow those for webhooks`;
}

function spoken(error: Error & { code?: string }, timeoutMs: number): string {
	if (error.name === 'AbortError' || error.name === 'TimeoutError')
		return `no answer within ${timeoutMs / 1000} s`;
	// A system's message may name nothing but the code.
	return (error.message || error.code || 'the connection failed').slice(0, 300);
}
