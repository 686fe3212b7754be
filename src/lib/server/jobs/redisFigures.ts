import { redis } from './connection.ts';

/** What Redis says of itself. */
export interface RedisFigures {
	version: string;
	uptimeSeconds: number;
	usedBytes: number;
	peakBytes: number;
	/** 0: as much as the machine has. */
	mostBytes: number;
	keys: number;
}

export async function redisFigures(): Promise<RedisFigures> {
	const [said, keys] = await Promise.all([redis().info(), redis().dbsize()]);
	const figures = new Map(
		said.split('\r\n').map((line) => line.split(':', 2) as [string, string | undefined])
	);
	const number = (name: string) => Number(figures.get(name) ?? NaN);
	return {
		version: figures.get('redis_version') ?? '',
		uptimeSeconds: number('uptime_in_seconds'),
		usedBytes: number('used_memory'),
		peakBytes: number('used_memory_peak'),
		mostBytes: number('maxmemory'),
		keys
	};
}
