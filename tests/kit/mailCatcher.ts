import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

interface CaughtMail {
	to: string[];
	/** Headers and body as they came over the wire. */
	raw: string;
}

/** take: takes letters. refuse: no such mailbox. busy: come back later. drop: hangs up. stall: says nothing any more. */
type Mood = 'take' | 'refuse' | 'busy' | 'drop' | 'stall';

/** A mail server on this machine that keeps what it is given, or misbehaves as it is told. */
export async function startMailCatcher() {
	const mails: CaughtMail[] = [];
	let mood: Mood = 'take';
	const server: SMTPServer = new SMTPServer({
		authOptional: true,
		disabledCommands: ['STARTTLS'],
		closeTimeout: 500,
		onConnect(session, callback) {
			if (mood === 'stall') return;
			if (mood === 'drop') {
				for (const connection of server.connections) connection.close();
				return;
			}
			callback();
		},
		onRcptTo(address, session, callback) {
			if (mood === 'refuse') callback(smtpError('no such mailbox', 550));
			else if (mood === 'busy') callback(smtpError('try later', 451));
			else callback();
		},
		onData(stream, session, callback) {
			const chunks: Buffer[] = [];
			stream.on('data', (chunk: Buffer) => chunks.push(chunk));
			stream.on('end', () => {
				const to = session.envelope.rcptTo.map(({ address }) => address);
				mails.push({ to, raw: Buffer.concat(chunks).toString() });
				callback();
			});
		}
	});
	server.on('error', () => undefined);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
	// Listening on a port: an address with a port.
	const { port } = server.server.address() as AddressInfo;
	return {
		url: `smtp://127.0.0.1:${port}`,
		mails,
		be: (wanted: Mood) => {
			mood = wanted;
		},
		stop: () => new Promise<void>((resolve) => server.close(() => resolve()))
	};
}

function smtpError(message: string, responseCode: number): Error {
	return Object.assign(new Error(message), { responseCode });
}
