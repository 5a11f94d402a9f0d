import { join } from 'node:path';
import { type CallToolRequestOptions, Client, type Transport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';

export const CLI = join(import.meta.dirname, '../../dist/cli.js');

/** An agent that started `citewatch mcp` in a folder, as an editor does. */
export const agentIn = (folder: string, args: readonly string[]) =>
  agentOver(
    new StdioClientTransport({
      command: process.execPath,
      args: [CLI, 'mcp', ...args],
      cwd: folder,
      stderr: 'ignore',
    }),
  );

/** An agent at one end of a transport. */
export async function agentOver(transport: Transport) {
  const client = new Client({ name: 'test', version: '0' });
  await client.connect(transport);
  const call = async (
    name: string,
    given: Record<string, unknown>,
    options?: CallToolRequestOptions,
  ) => {
    const {
      content,
      structuredContent,
      isError = false,
    } = await client.callTool({ name, arguments: given }, options);
    const [said = '', fenced = ''] = content.map((block) =>
      block.type === 'text' ? block.text : block.type,
    );
    // biome-ignore lint/suspicious/noExplicitAny: what a tool gives is checked by its output schema
    return { isError, said, fenced, facts: structuredContent as any };
  };
  return { client, call, close: () => client.close() };
}
