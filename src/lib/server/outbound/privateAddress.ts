import { BlockList, isIP } from 'node:net';

/** Networks that a server must not be sent to by strangers: its own, its neighbours', and those that are nobody's. */
const PRIVATE = new BlockList();
for (const [network, bits] of [
	['0.0.0.0', 8],
	['10.0.0.0', 8],
	['100.64.0.0', 10],
	['127.0.0.0', 8],
	['169.254.0.0', 16],
	['172.16.0.0', 12],
	['192.0.0.0', 24],
	['192.0.2.0', 24],
	['192.168.0.0', 16],
	['198.18.0.0', 15],
	['198.51.100.0', 24],
	['203.0.113.0', 24],
	['224.0.0.0', 4],
	['240.0.0.0', 4]
] as const)
	PRIVATE.addSubnet(network, bits, 'ipv4');
for (const [network, bits] of [
	['::', 128],
	['::1', 128],
	// IPv4 in other clothes: translated, tunnelled, or plainly embedded.
	['::', 96],
	['64:ff9b::', 96],
	['64:ff9b:1::', 48],
	['2001::', 32],
	['2002::', 16],
	['100::', 64],
	['2001:db8::', 32],
	['fc00::', 7],
	['fe80::', 10],
	['fec0::', 10],
	['ff00::', 8]
] as const)
	PRIVATE.addSubnet(network, bits, 'ipv6');

/** Whether an IP address belongs to no public network; true as well for what is no address. */
export function isPrivateAddress(address: string): boolean {
	const bare = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
	const version = isIP(bare);
	if (version === 4) return PRIVATE.check(bare, 'ipv4');
	if (version === 6) return PRIVATE.check(bare, 'ipv6');
	return true;
}
