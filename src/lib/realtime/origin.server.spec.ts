import { expect, test } from 'vitest';
import { isOwnPage, originOf } from './origin.server.ts';

const laptop = { HOST: '127.0.0.1', PORT: 3000, ORIGIN: 'http://127.0.0.1:3000' };
const server = { HOST: '0.0.0.0', PORT: 3000, ORIGIN: 'https://caustic.example.org' };

test.each([
	'127.0.0.1:3000',
	'localhost:3000',
	'[::1]:3000',
	'192.168.1.20:3000',
	'caustic.localhost:80'
])('on a laptop %s is ours', (host) => {
	expect(originOf({ host }, laptop)).toBe(`http://${host}`);
	expect(isOwnPage({ host, origin: `http://${host}` }, laptop)).toBe(true);
});

test.each(['evil.example', 'localhost.evil.example:3000', '127.0.0.1.evil.example', '', 'a b'])(
	'on a laptop the name “%s” is not ours, whatever it resolves to',
	(host) => {
		expect(originOf({ host }, laptop)).toBeNull();
		expect(isOwnPage({ host, origin: `http://${host}` }, laptop)).toBe(false);
	}
);

test('behind a proxy ORIGIN decides, whatever Host has become', () => {
	const proxied = { host: 'web:3000' };
	expect(originOf(proxied, server)).toBe('https://caustic.example.org');
	expect(isOwnPage({ ...proxied, origin: 'https://caustic.example.org' }, server)).toBe(true);
	expect(isOwnPage({ ...proxied, origin: 'http://web:3000' }, server)).toBe(false);
});

test('a public server can still be asked from its own machine', () => {
	expect(originOf({ host: 'localhost:3000' }, server)).toBe('http://localhost:3000');
});

test.each(['http://evil.example', 'null', 'http://localhost:3001', 'https://localhost:3000'])(
	'a page of %s is not ours',
	(origin) => {
		expect(isOwnPage({ host: 'localhost:3000', origin }, laptop)).toBe(false);
	}
);
