package steward.network.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import steward.store.LedgerTable;
import steward.store.LedgerTable.Block;
import steward.store.LedgerTable.Head;
import steward.value.Sha256;

/// The ledger of a month as a file of JSON lines: who wrote it and by which key, every entry with
/// its hash, the signed heads of its days, and a signed end. Pure but for reading the table.
final class StatementFile {
  static final String FORM = "steward-ledger-1";
  private static final int BLOCKS_AT_ONCE = 100;

  private StatementFile() {}

  /// What is signed of the end: so no line can be taken from it, nor the first be changed.
  static String ended(String first, long seq, long entries, String hash, Instant at) {
    return String.join(
        "\n",
        "steward-ledger-end",
        Sha256.hex(first),
        String.valueOf(seq),
        String.valueOf(entries),
        hash,
        at.toString());
  }

  static String of(LedgerTable table, HouseKey key, String month, String house, Instant now) {
    long[] span = table.month(month).orElse(new long[] {1, 0});
    String before = span[1] == 0 ? Chain.BEGIN : Book.before(table, span[0]);
    var lines = new ArrayList<String>();
    lines.add(first(key, month, house, span[0], before));
    Map<Long, Head> heads = new TreeMap<>();
    table.heads(span[0], span[1]).forEach(head -> heads.put(head.seq(), head));
    String hash = entries(table, span, before, heads, lines);
    var end = new LinkedHashMap<String, Object>();
    end.put("end", span[1]);
    end.put("hash", hash);
    end.put("entries", span[1] - span[0] + 1);
    end.put("at", now.toString());
    long count = span[1] - span[0] + 1;
    end.put("signature", key.sign(ended(lines.getFirst(), span[1], count, hash, now)));
    lines.add(Chain.text(end));
    return String.join("\n", lines) + "\n";
  }

  private static String first(HouseKey key, String month, String house, long seq, String before) {
    var first = new LinkedHashMap<String, Object>();
    first.put("statement", FORM);
    first.put("house", house);
    first.put("month", month);
    first.put("first", seq);
    first.put("before", before);
    first.put("key", key.open());
    first.put("fingerprint", key.fingerprint());
    return Chain.text(first);
  }

  private static String entries(
      LedgerTable table, long[] span, String before, Map<Long, Head> heads, List<String> into) {
    String hash = before;
    long next = span[0];
    while (next <= span[1]) {
      List<Block> blocks = table.from(next, BLOCKS_AT_ONCE);
      if (blocks.isEmpty()) break;
      for (Block block : blocks) {
        if (block.first() > span[1]) return hash;
        for (Book.Line line : Book.lines(block, hash)) {
          into.add(Chain.hashed(line.text(), line.hash()));
          hash = line.hash();
          Head head = heads.get(line.seq());
          if (head != null) into.add(head(head));
        }
        // Where the table was tampered with, what follows does not hang on it, and the check says
        // so.
        hash = block.head();
        next = block.last() + 1;
      }
    }
    return hash;
  }

  private static String head(Head head) {
    var json = new LinkedHashMap<String, Object>();
    json.put("head", head.seq());
    json.put("day", head.day());
    json.put("at", head.at().toString());
    json.put("hash", head.hash());
    json.put("signature", head.signature());
    return Chain.text(json);
  }
}
