import { isIP } from 'node:net';
import { hostname } from 'node:os';
import type { IncomingHttpHeaders } from 'node:http';

/** Where the installation says that it is served. */
export interface Site {
	HOST: string;
	PORT: number;
	ORIGIN: string;
}

/**
 * The origin under which a request reached us, or null when its Host header names a host that we are not: a page of a
 * foreign name that resolves to our address (DNS rebinding) gets nothing.
 *
 * A public ORIGIN is taken as given, whatever a proxy makes of Host. On a laptop or a closed network, where people
 * type localhost, 127.0.0.1 or the machine's address alike, the answer follows Host.
 */
export function originOf(headers: IncomingHttpHeaders, site: Site): string | null {
	const host = headers.host ?? '';
	if (headers.origin === site.ORIGIN || host === new URL(site.ORIGIN).host) return site.ORIGIN;
	const name = nameIn(host);
	if (isFixed(site) && !isLoopback(name)) return site.ORIGIN;
	return isOwnName(name, site) ? `http://${host}` : null;
}

/** Whether a WebSocket may be opened: browsers send Origin with every one, and no CORS rule protects them. */
export function isOwnPage(headers: IncomingHttpHeaders, site: Site): boolean {
	return headers.origin !== undefined && headers.origin === originOf(headers, site);
}

/** An ORIGIN that somebody chose for others to use, rather than one that follows from HOST and PORT. */
function isFixed(site: Site): boolean {
	const name = new URL(site.ORIGIN).hostname;
	const followsFromHost = name === site.HOST || name === `[${site.HOST}]`;
	return !isLoopback(nameIn(name)) && !followsFromHost;
}

/** An address cannot be rebound, a name can. */
function isOwnName(name: string, site: Site): boolean {
	return isIP(name) !== 0 || isLoopback(name) || name === site.HOST || name === hostname();
}

function isLoopback(name: string): boolean {
	return (
		name === 'localhost' ||
		name.endsWith('.localhost') ||
		name === '::1' ||
		(isIP(name) === 4 && name.startsWith('127.'))
	);
}

/** The host name of a Host header, without port and brackets; '' for one that is malformed. */
function nameIn(host: string): string {
	const match = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9._-]+))(?::\d{1,5})?$/i.exec(host);
	return (match?.[1] ?? match?.[2] ?? '').toLowerCase();
}
