export default function padString(input: string): string;
