package steward.network.mdns;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import steward.value.Bytes;

/// A DNS message, as far as a responder reads it.
///
/// @param id to be repeated to a resolver that is none of multicast DNS
/// @param records of its answer section, and in a response of the further ones
record Packet(int id, boolean isResponse, List<Question> questions, List<Entry> records) {
  static final int BYTES_MAX = 9000;

  /// What stands behind them is not read.
  private static final int QUESTIONS_MAX = 32;

  private static final int RECORDS_MAX = 64;
  private static final int RESPONSE = 0x8000;
  private static final int OPCODE = 0x7800;
  private static final int AUTHORITATIVE = 0x0400;
  private static final int TOP_BIT = 0x8000;
  static final int CLASS_IN = 1;

  Packet {
    questions = List.copyOf(questions);
    records = List.copyOf(records);
  }

  /// @param unicast whether the answer is wanted by the asker alone
  record Question(Name name, int type, boolean unicast) {
    boolean asksFor(int kind) {
      return type == kind || type == Entry.ANY;
    }
  }

  static Packet read(byte[] bytes, int length) throws Name.Malformed {
    var reader = new Name.Reader(bytes, length);
    int id = reader.shortValue();
    int flags = reader.shortValue();
    if ((flags & OPCODE) != 0) throw new Name.Malformed();
    int questionCount = reader.shortValue();
    boolean isResponse = (flags & RESPONSE) != 0;
    int recordCount = reader.shortValue();
    int further = reader.shortValue() + reader.shortValue();
    if (isResponse) recordCount += further;
    var questions = new ArrayList<Question>();
    for (int i = 0; i < questionCount; i++) {
      Name name = Name.read(reader);
      int type = reader.shortValue();
      int kind = reader.shortValue();
      if (i < QUESTIONS_MAX) questions.add(new Question(name, type, (kind & TOP_BIT) != 0));
    }
    var records = new ArrayList<Entry>();
    for (int i = 0; i < Math.min(recordCount, RECORDS_MAX); i++) records.add(record(reader));
    return new Packet(id, isResponse, questions, records);
  }

  private static Entry record(Name.Reader reader) throws Name.Malformed {
    Name name = Name.read(reader);
    int type = reader.shortValue();
    int kind = reader.shortValue();
    long ttl = reader.intValue();
    int length = reader.shortValue();
    int start = reader.at();
    byte[] data = reader.bytes(length);
    if (type == Entry.PTR) {
      // Its name may point to what stood before.
      reader.goTo(start);
      data = Name.read(reader).encoded();
      reader.goTo(start + length);
    }
    return new Entry(
        name,
        type,
        (kind & TOP_BIT) != 0,
        (int) Math.min(ttl, Integer.MAX_VALUE),
        Bytes.wrap(data));
  }

  /// A question of ours, to learn whether somebody has a name.
  static byte[] probe(List<Name> names) {
    var out = new ByteArrayOutputStream();
    header(out, 0, 0, names.size(), 0, 0);
    for (Name name : names) {
      out.writeBytes(name.encoded());
      number(out, Entry.ANY);
      number(out, TOP_BIT | CLASS_IN);
    }
    return out.toByteArray();
  }

  /// A question to everybody, whose answers everybody may hear.
  static byte[] question(List<Name> names, int type) {
    var out = new ByteArrayOutputStream();
    header(out, 0, 0, names.size(), 0, 0);
    for (Name name : names) {
      out.writeBytes(name.encoded());
      number(out, type);
      number(out, CLASS_IN);
    }
    return out.toByteArray();
  }

  /// To everybody, or to one asker of multicast DNS.
  static byte[] response(List<Entry> answers, List<Entry> further) {
    var out = new ByteArrayOutputStream();
    header(out, 0, RESPONSE | AUTHORITATIVE, 0, answers.size(), further.size());
    answers.forEach(one -> one.write(out, true, Integer.MAX_VALUE));
    further.forEach(one -> one.write(out, true, Integer.MAX_VALUE));
    return out.toByteArray();
  }

  /// To an ordinary resolver: its id and question come back, and nothing is to be kept for long.
  static byte[] plain(int id, Question question, List<Entry> answers) {
    var out = new ByteArrayOutputStream();
    header(out, id, RESPONSE | AUTHORITATIVE, 1, answers.size(), 0);
    out.writeBytes(question.name().encoded());
    number(out, question.type());
    number(out, CLASS_IN);
    answers.forEach(one -> one.write(out, false, 10));
    return out.toByteArray();
  }

  private static void header(
      ByteArrayOutputStream out, int id, int flags, int questions, int answers, int further) {
    number(out, id);
    number(out, flags);
    number(out, questions);
    number(out, answers);
    number(out, 0);
    number(out, further);
  }

  static void number(ByteArrayOutputStream out, int number) {
    out.write(number >> 8);
    out.write(number);
  }
}
