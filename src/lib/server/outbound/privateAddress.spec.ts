import { describe, expect, test } from 'vitest';
import { isPrivateAddress } from './privateAddress.ts';

describe('refused', () => {
	test.each([
		'127.0.0.1',
		'127.255.255.254',
		'0.0.0.0',
		'10.1.2.3',
		'172.16.0.1',
		'172.31.255.255',
		'192.168.1.1',
		'169.254.169.254',
		'100.64.0.1',
		'224.0.0.1',
		'255.255.255.255',
		'::1',
		'::',
		'[::1]',
		'::ffff:127.0.0.1',
		'::ffff:7f00:1',
		'::ffff:192.168.0.1',
		'::127.0.0.1',
		'64:ff9b::7f00:1',
		'2002:7f00:1::',
		'fc00::1',
		'fd12:3456::1',
		'fe80::1%eth0',
		'ff02::1',
		'localhost',
		''
	])('%s', (address) => expect(isPrivateAddress(address)).toBe(true));
});

describe('allowed', () => {
	test.each([
		'8.8.8.8',
		'172.15.255.255',
		'172.32.0.1',
		'192.167.1.1',
		'100.128.0.1',
		'2606:4700::1111',
		'::ffff:8.8.8.8'
	])('%s', (address) => expect(isPrivateAddress(address)).toBe(false));
});
