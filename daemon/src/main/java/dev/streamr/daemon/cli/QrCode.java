package dev.streamr.daemon.cli;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;

/** A QR code (ISO/IEC 18004) of half blocks, two rows of it in one line of text. */
final class QrCode {

    /** Light modules around the code, as the standard asks for. */
    private static final int MARGIN = 4;
    private static final String BLACK_ON_WHITE = "\u001b[30;107m";
    private static final String AS_BEFORE = "\u001b[0m";

    private QrCode() {}

    static void print(Terminal terminal, String text) {
        ByteMatrix modules = encode(text);
        boolean colors = terminal.colors();
        for (int y = -MARGIN; y < modules.getHeight() + MARGIN; y += 2) {
            StringBuilder line = new StringBuilder();
            for (int x = -MARGIN; x < modules.getWidth() + MARGIN; x++) {
                line.append(block(dark(modules, x, y), dark(modules, x, y + 1)));
            }
            terminal.out().println(colors ? BLACK_ON_WHITE + line + AS_BEFORE : line.toString());
        }
    }

    private static ByteMatrix encode(String text) {
        try {
            return Encoder.encode(text, ErrorCorrectionLevel.L).getMatrix();
        } catch (WriterException e) {
            throw CommandFailure.failed("the code is too long for a QR code");
        }
    }

    private static boolean dark(ByteMatrix modules, int x, int y) {
        return x >= 0 && y >= 0 && x < modules.getWidth() && y < modules.getHeight() && modules.get(x, y) == 1;
    }

    private static char block(boolean upper, boolean lower) {
        if (upper) {
            return lower ? '█' : '▀';
        }
        return lower ? '▄' : ' ';
    }
}
