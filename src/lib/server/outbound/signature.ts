import { createHmac } from 'node:crypto';

/**
 * The value of the header `Caustic-Signature`: `t=<seconds since 1970>,v1=<hex>`, HMAC-SHA256 with the webhook's secret over
 * the time, a full stop and the body. Who listens refuses what is old, so that nothing can be sent a second time.
 */
export function signatureOf(secret: string, body: string, at: Date): string {
	const seconds = Math.floor(at.getTime() / 1000);
	const hmac = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
	return `t=${seconds},v1=${hmac}`;
}
