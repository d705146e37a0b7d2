// A sheet of the server as a page: its lines, sides, tables and totals, one under the other.

export interface Line {
  text: string;
  title?: boolean;
  small?: boolean;
  bold?: boolean;
  faint?: boolean;
}

export type Block =
  | { kind: 'text'; line: Line }
  | { kind: 'rule' }
  | { kind: 'sides'; sides: Line[][] }
  | { kind: 'table'; columns: { head: string; right?: boolean }[]; rows: string[][] }
  | { kind: 'totals'; lines: { label: string; value: string }[] }
  | { kind: 'codes'; codes: { content: string; title: string; caption: string }[] };

function TextLine({ line }: { line: Line }) {
  const look = [line.small && 'small', line.bold && 'bold', line.faint && 'faint'].filter(Boolean).join(' ');
  return line.title ? <h1>{line.text}</h1> : <p className={look || undefined}>{line.text}</p>;
}

function Table({ columns, rows }: { columns: { head: string; right?: boolean }[]; rows: string[][] }) {
  return (
    <table className="sheet-table">
      <thead>
        <tr>{columns.map(({ head, right }) => <th key={head} scope="col" className={right ? 'right' : undefined}>{head}</th>)}</tr>
      </thead>
      <tbody>
        {rows.map((row, n) => (
          <tr key={n}>
            {row.map((cell, at) => <td key={columns[at]?.head} data-head={columns[at]?.head} className={columns[at]?.right ? 'right' : undefined}>{cell}</td>)}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function BlockView({ block }: { block: Block }) {
  switch (block.kind) {
    case 'text':
      return <TextLine line={block.line} />;
    case 'rule':
      return <hr />;
    case 'sides':
      return (
        <div className="sheet-sides">
          {block.sides.map((side, n) => <div key={n}>{side.map((line) => <TextLine key={line.text} line={line} />)}</div>)}
        </div>
      );
    case 'table':
      return <Table columns={block.columns} rows={block.rows} />;
    case 'totals':
      return (
        <dl className="sheet-totals">
          {block.lines.map(({ label, value }) => <div key={label}><dt>{label}</dt><dd>{value}</dd></div>)}
        </dl>
      );
    default:
      return null; // squares for a telephone stand on the paper
  }
}
