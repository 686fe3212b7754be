import { createTransport } from 'nodemailer';
import { config } from '../config.ts';

interface Letter {
	to: string;
	subject: string;
	/** Plain text. */
	text: string;
	/** The same letter has the same one, so that a mailbox shows a repetition once. */
	id: string;
}

/**
 * sent: the mail server took it. refused: it will not take this letter. away: it takes none now. off: the operator has set
 * up no mail server.
 */
type MailResult = { kind: 'sent' } | { kind: 'refused' | 'away'; reason: string } | { kind: 'off' };

const CONNECT_MS = 8000;
const SILENT_MS = 15_000;

export function isMailSetUp(): boolean {
	return config().SMTP_URL !== undefined;
}

/** Hands one letter to the mail server. */
export async function sendMail({ to, subject, text, id }: Letter): Promise<MailResult> {
	const { SMTP_URL, MAIL_FROM, ORIGIN } = config();
	if (!SMTP_URL) return { kind: 'off' };
	const transport = createTransport(impatient(SMTP_URL));
	try {
		await transport.sendMail({
			from: MAIL_FROM,
			to: { name: '', address: to },
			subject,
			text,
			messageId: `<${id}@${new URL(ORIGIN).hostname}>`,
			// Nobody's holiday notice is to answer a machine.
			headers: { 'Auto-Submitted': 'auto-generated' },
			disableFileAccess: true,
			disableUrlAccess: true
		});
		return { kind: 'sent' };
	} catch (error) {
		return failure(error);
	} finally {
		transport.close();
	}
}

/** Nodemailer takes its options from the address; by itself it would wait for minutes. What the operator wrote there stands. */
function impatient(smtpUrl: string): string {
	const url = new URL(smtpUrl);
	const patience = {
		connectionTimeout: CONNECT_MS,
		greetingTimeout: CONNECT_MS,
		socketTimeout: SILENT_MS
	};
	for (const [name, ms] of Object.entries(patience)) {
		if (!url.searchParams.has(name)) url.searchParams.set(name, String(ms));
	}
	return url.href;
}

/** What nodemailer says of the server names host and port, never user name or password. */
function failure(error: unknown): MailResult {
	const { code, responseCode, message } = error as {
		code?: string;
		responseCode?: number;
		message?: string;
	};
	const reason = (message ?? 'the mail server failed').slice(0, 300);
	// 4xx: come back later. 5xx to this address or this letter: the others may still go.
	const isLetters = code === 'EENVELOPE' || code === 'EMESSAGE';
	const isPermanent = responseCode !== undefined && responseCode >= 500;
	return { kind: isLetters && isPermanent ? 'refused' : 'away', reason };
}
