import { Failure } from '#schema/failure.ts';
import { inTransaction, isDuplicateKey, store, type Transaction } from '../store/client.ts';
import { findAnswer, logCommand, type CommandKey } from '../store/commandLog.ts';
import type { CommandContext } from './context.ts';

/**
 * Carries a command out once, in one transaction: a replay of the same id answers as the first time and changes
 * nothing, also when both arrive together.
 */
export async function once<R>(
	{ user }: CommandContext,
	{ command, commandId }: Omit<CommandKey, 'userId'>,
	act: (transaction: Transaction) => Promise<R>
): Promise<R> {
	const key = { userId: user.id, commandId, command };
	try {
		return await inTransaction(store(), async (transaction) => {
			const earlier = await findAnswer(store(), key, transaction);
			// The log keeps what this same command answered.
			if (earlier) return earlier.answer as R;
			const answer = await act(transaction);
			await logCommand(store(), key, answer, transaction);
			return answer;
		});
	} catch (error) {
		if (!isDuplicateKey(error)) throw error;
		const earlier = await findAnswer(store(), key);
		if (earlier) return earlier.answer as R;
		throw new Failure('Conflict', 'Somebody else was faster, or this was sent twice. Try again.');
	}
}
