"""The results as Markdown and as a plot in SVG."""

from html import escape


def markdown(heads, rows):
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def best(column, figures, peers):
    """The least figure of a peer that checks nothing."""
    values = [figures[peer.name][column] for peer in peers
              if not peer.checks and column in figures.get(peer.name, {})]
    return min(values, default=None)


def cell(value, least):
    if value is None:
        return "–"
    text = f"{value:.1f}" if value < 100 else f"{value:.0f}"
    return f"{text} ({value / least:.2f})" if least else text


def table(columns, figures, peers):
    """CPU µs per request (and the ratio to the best peer without a check)."""
    least = {column.name: best(column.name, figures, peers) for column in columns}
    rows = [
        [peer.label] + [cell(figures[peer.name].get(column.name), least[column.name]) for column in columns]
        for peer in peers if figures.get(peer.name)]
    return markdown([""] + [column.title for column in columns], rows)


def plot(columns, figures, peers):
    """One group of bars per column; a bar is the ratio to the best peer without a check."""
    peers = [peer for peer in peers if figures.get(peer.name)]
    bar, gap, left, width, most = 14, 26, 300, 520, 3.0
    parts, y = [], 40
    for column in columns:
        least = best(column.name, figures, peers)
        if not least:
            continue
        parts.append(f'<text x="10" y="{y}" font-weight="bold">{escape(column.title)}</text>')
        for peer in peers:
            value = figures[peer.name].get(column.name)
            if value is None:
                continue
            y += bar + 3
            ratio = value / least
            long = min(ratio, most) / most * width
            colour = "#d9480f" if peer.name == "wicketgate" else "#4c6ef5" if peer.checks else "#adb5bd"
            parts.append(f'<text x="{left - 8}" y="{y}" text-anchor="end">{escape(peer.label)}</text>')
            parts.append(f'<rect x="{left}" y="{y - bar + 3}" width="{long:.1f}" height="{bar}" fill="{colour}"/>')
            parts.append(f'<text x="{left + long + 6:.1f}" y="{y}">{cell(value, least)}</text>')
        y += gap
    one = left + width / most
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + width + 110}" height="{y + 10}"'
        ' font-family="sans-serif" font-size="12">\n<rect width="100%" height="100%" fill="white"/>\n'
        '<text x="10" y="18">Cost, and its ratio to the best proxy that checks nothing (the line)</text>')
    line = f'<line x1="{one:.1f}" x2="{one:.1f}" y1="28" y2="{y - 14}" stroke="#495057" stroke-dasharray="3 3"/>'
    return "\n".join([head, *parts, line, "</svg>"]) + "\n"
