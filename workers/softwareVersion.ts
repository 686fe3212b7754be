import packageJson from '../package.json' with { type: 'json' };

/** Put in by scripts/buildWorkers.mjs where the build knows which commit it builds. */
declare const CAUSTIC_REVISION: string | undefined;

/** The version of this program, and the commit it was built from where that is known: `0.1.0+37c9bbd`. */
export function softwareVersion(): string {
	const revision = typeof CAUSTIC_REVISION === 'string' ? CAUSTIC_REVISION : '';
	return revision ? `${packageJson.version}+${revision}` : packageJson.version;
}
